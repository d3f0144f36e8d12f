# The simulator as an image: docker build -t understudy . && docker run -p 4010:4010 understudy
# docs/pipelines.md describes its use; compose.yaml gives it the names of the providers' hosts.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
COPY . ./
RUN ["npm", "run", "build", "--silent"]
# What the package holds, and the locked versions of what it needs.
RUN npm pack --ignore-scripts --silent \
  && mkdir -p /package /ca \
  && tar -xzf meeting-understudy-*.tgz -C /package --strip-components=1 \
  && cp package-lock.json .npmrc /package/
WORKDIR /package
RUN ["npm", "ci", "--omit=dev", "--omit=peer", "--ignore-scripts", "--no-audit", "--no-fund"]

FROM node:20.20.2-bookworm-slim
LABEL org.opencontainers.image.title="meeting-understudy" \
  org.opencontainers.image.description="Simulator of the meeting providers YTX and XYLink" \
  org.opencontainers.image.licenses="MIT"
COPY --from=build /package /opt/understudy
# The local CA, which clients of https trust: mount a volume here to keep it and to share ca.pem.
COPY --from=build --chown=node:node /ca /ca
ENV NODE_ENV=production \
  UNDERSTUDY_HOST=0.0.0.0 \
  UNDERSTUDY_CA_DIR=/ca
USER node
WORKDIR /home/node
EXPOSE 4010
HEALTHCHECK --interval=5s --timeout=6s --start-period=10s --retries=3 \
  CMD ["node", "/opt/understudy/dist/simulator/cli.js", "wait", "--timeout", "PT5S"]
ENTRYPOINT ["node", "/opt/understudy/dist/simulator/cli.js"]
CMD ["serve"]
