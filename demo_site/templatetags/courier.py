"""The few words that stand around an article, in the article's language."""

from __future__ import annotations

from django import template

register = template.Library()

WORDS = {
    "en": {
        "home": "Home", "trail": "Where you are", "by": "By", "with": "With", "editor": "Edited by",
        "and": "and", "published": "Published", "updated": "Updated", "more": "Read next", "topics": "Topics",
        "live": "now", "over": "over", "backstory": "How this story came about", "source": "Source", "print": "In print",
        "terms": "Terms of use", "ReportageNewsArticle": "Reportage", "AnalysisNewsArticle": "Analysis",
        "BackgroundNewsArticle": "Background", "OpinionNewsArticle": "Opinion", "ReviewNewsArticle": "Review",
        "AskPublicNewsArticle": "We ask you", "LiveBlogPosting": "Live blog",
        "locked": "The rest of this story is for subscribers",
        "why": "Local reporting takes weeks, and somebody has to pay for the shoe leather. "
               "A subscription costs 40 crowns a month, less for those who say it is too much.",
        "subscribe": "Write to the subscriptions desk",
    },
    "de": {
        "home": "Startseite", "trail": "Sie sind hier", "by": "Von", "with": "Mitarbeit", "editor": "Redaktion",
        "and": "und", "published": "Veröffentlicht", "updated": "Aktualisiert", "more": "Mehr lesen", "topics": "Themen",
        "live": "läuft", "over": "beendet", "backstory": "Wie diese Geschichte entstand", "source": "Quelle",
        "print": "Gedruckt", "terms": "Nutzungsbedingungen", "ReportageNewsArticle": "Reportage",
        "AnalysisNewsArticle": "Analyse", "BackgroundNewsArticle": "Hintergrund", "OpinionNewsArticle": "Meinung",
        "ReviewNewsArticle": "Kritik", "AskPublicNewsArticle": "Wir fragen Sie", "LiveBlogPosting": "Liveblog",
        "locked": "Der Rest dieses Artikels ist für Abonnenten",
        "why": "Lokaljournalismus braucht Wochen, und jemand muss die Schuhsohlen bezahlen. "
               "Ein Abonnement kostet 40 Kronen im Monat, und weniger für alle, denen das zu viel ist.",
        "subscribe": "An den Abonnentendienst schreiben",
    },
    "ar": {
        "home": "الرئيسية", "trail": "موقعك في الصحيفة", "by": "بقلم", "with": "شارك في الإعداد", "editor": "تحرير",
        "and": "و", "published": "نُشر في", "updated": "حُدّث في", "more": "اقرأ أيضاً", "topics": "مواضيع",
        "live": "الآن", "over": "انتهت", "backstory": "كيف كُتبت هذه القصة", "source": "المصدر", "print": "في الطبعة الورقية",
        "terms": "شروط الاستخدام", "ReportageNewsArticle": "ريبورتاج", "AnalysisNewsArticle": "تحليل",
        "BackgroundNewsArticle": "خلفية", "OpinionNewsArticle": "رأي", "ReviewNewsArticle": "نقد",
        "AskPublicNewsArticle": "نسألكم", "LiveBlogPosting": "تغطية مباشرة",
        "locked": "بقية هذا المقال للمشتركين",
        "why": "تحتاج الصحافة المحلية إلى أسابيع من العمل، ولا بد لأحد أن يدفع ثمنها. "
               "الاشتراك أربعون كروناً في الشهر، وأقل لمن يراه كثيراً.",
        "subscribe": "راسل قسم الاشتراكات",
    },
}  # fmt: skip


@register.filter
def spoken(word: str, language: str) -> str:
    """`{{ "by"|spoken:article.language }}`: in English where the paper doesn't speak the language."""
    return WORDS.get(language.split("-")[0].lower(), WORDS["en"])[word]


@register.filter
def role(bylines: list, name: str) -> list:
    """The bylines of one role: `{{ article.bylines.all|role:"author" }}`."""
    return [byline for byline in bylines if byline.role == name]
