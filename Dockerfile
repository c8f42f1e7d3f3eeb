# docker build -t trekbot . && docker run -p 8000:8000 -v trekbot-data:/data trekbot
#
# The embedding model comes inside a package, so a container needs no network. To serve a corpus of your own, mount it:
# -v "$PWD/corpus:/corpus:ro" -e TREKBOT_CORPUS=/corpus

FROM python:3.11-slim-bookworm AS build

# As in the Makefile: which PyTorch, and the index of its CPU builds.
ARG TORCH=torch==2.13.0
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/trekbot
ENV PATH=/opt/trekbot/bin:$PATH
WORKDIR /build

# The version stands in TORCH.
# hadolint ignore=DL3013
RUN pip install --no-deps --index-url "$TORCH_INDEX" "$TORCH"

# The dependencies alone, so that this layer is kept while only Trekbot changes.
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
        > requirements.txt \
    && pip install -c constraints.txt -r requirements.txt

COPY README.md LICENSE CHANGELOG.md ./
COPY corpus corpus
COPY evals evals
COPY ui ui
COPY src src
RUN pip install --no-deps .


FROM python:3.11-slim-bookworm

RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin trekbot \
    && install -d -o trekbot -g trekbot /data
COPY --from=build /opt/trekbot /opt/trekbot

ENV PATH=/opt/trekbot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    TRANSFORMERS_OFFLINE=1 \
    ANONYMIZED_TELEMETRY=False \
    GRADIO_ANALYTICS_ENABLED=False \
    TREKBOT_DATA=/data \
    TREKBOT_HOST=0.0.0.0 \
    TREKBOT_PORT=8000

USER 10001
WORKDIR /data

# With --build-arg PRESYNC=1 the bundled corpus is indexed here, and a new container answers at once.
ARG PRESYNC=
RUN if [ -n "$PRESYNC" ]; then trekbot sync; fi

VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"TREKBOT_PORT\"]}/healthz', timeout=4)"]
CMD ["trekbot", "serve"]
