# syntax=docker/dockerfile:1
# The product's web server. The base is given by digest at build time: --build-arg NODE_IMAGE=node:24-slim@sha256:... (ADR 061).
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
COPY testpool/package.json testpool/package.json
# Not npm ci: the lock file was written on another system than this one, and packages for this one would be left out.
RUN ["npm", "install", "--no-audit", "--no-fund"]
COPY . .
RUN ["npm", "run", "build"]
RUN ["npx", "tsx", "scripts/container/pack.ts", "app", "/out"]

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
# Root's and not the user's: whoever takes over the process cannot change what the next start runs.
COPY --from=build --chown=0:0 /out ./
USER 10001:10001
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD ["node", "healthy.mjs"]
CMD ["node", "serve.mjs"]
