"""A newsroom's own article model, as it was before newsmarkup came: nothing is inherited, no schema is changed."""

from django.db import models


class Writer(models.Model):
    full_name = models.CharField(max_length=100)

    def __str__(self):
        return self.full_name


class Story(models.Model):
    title = models.CharField(max_length=200)
    html = models.TextField()
    writers = models.ManyToManyField(Writer)
    desk = models.SlugField()
    live = models.BooleanField(default=False)
    went_live = models.DateTimeField()
    touched = models.DateTimeField(auto_now=True)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/stories/{self.pk}/"
