from django.urls import path

from bench.yardstick import plain_page
from lms.urls import urlpatterns as product

urlpatterns = [path("yardstick/", plain_page), *product]
