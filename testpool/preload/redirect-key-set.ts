// Amplify's server adapter knows one address of a pool's keys: AWS's. Where the pool is this one, a process that is started with this file
// (`node --import`) asks the local pool for them instead. TEST ONLY: it acts only for a loopback pool and on one exact address.
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";

const { COGNITO_ENDPOINT: endpoint = "", COGNITO_REGION: region = "", COGNITO_USER_POOL_ID: poolId = "" } = process.env;
const isLoopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(endpoint);

if (isLoopback && region !== "" && poolId !== "") {
  const theirs = `https://cognito-idp.${region}.amazonaws.com/${poolId}/.well-known/jwks.json`;
  const ours = `${endpoint}/${poolId}/.well-known/jwks.json`;
  const askAmazon = https.request as (address: unknown, ...rest: unknown[]) => http.ClientRequest;
  const askPool = http.request as (address: unknown, ...rest: unknown[]) => http.ClientRequest;
  const redirected = (address: unknown, ...rest: unknown[]): http.ClientRequest =>
    String(address) === theirs ? askPool(ours, ...rest) : askAmazon(address, ...rest);
  Object.assign(https, { request: redirected });
  syncBuiltinESMExports();
}
