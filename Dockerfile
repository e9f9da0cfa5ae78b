# One image for web, worker and timetable.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 VAR_DIR=/data
RUN useradd --system --uid 10001 --home-dir /app tracker && mkdir /data && chown tracker /data
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
# Styles and translations are built into the image; the key is thrown away with the layer's environment.
RUN export SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    STYLES_DIR=/app/built MESSAGES_DIR=/app/messages; \
    python manage.py build_styles && python manage.py build_messages
ENV STYLES_DIR=/app/built MESSAGES_DIR=/app/messages
USER tracker
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "8", "--no-ws", "cop_tracker.wsgi:application"]
