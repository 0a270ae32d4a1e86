from django.contrib import admin

from demo_site.models import Article
from newsmarkup.admin import ArticleAdmin

admin.site.register(Article, ArticleAdmin)
admin.site.site_header = admin.site.site_title = "The Saltmere Courier"
admin.site.index_title = "The newsroom"
