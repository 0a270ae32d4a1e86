from django.contrib import admin
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls), path("articles/<str:slug>/", HttpResponse, name="article")]
