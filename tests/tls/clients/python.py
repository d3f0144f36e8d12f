"""A program with the providers' hosts written into it, and with no word about a proxy or a CA."""
import urllib.error
import urllib.request

import requests

ADDRESS = "https://sdk.xylink.com/api/rest/external/v1/callbacks"

print("requests", requests.get(ADDRESS).status_code)
print("requests, plain", requests.get("http://api.ytx.net/201612/").status_code)
try:
    urllib.request.urlopen(ADDRESS)
except urllib.error.HTTPError as error:
    print("urllib", error.code)
