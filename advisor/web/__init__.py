"""The server around the app: start, health, JSON API, security headers.

Starlette and uvicorn stay here. Whatever a request says is text from outside until it was checked.
"""
