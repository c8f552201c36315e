// A problem document written straight to a socket, where there is no response object: broken requests, CONNECT, upgrades.
import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import { STATUS_CODES } from "node:http";
import { problemDocument } from "@/lib/contracts/problem-document";
import type { Refusal } from "@/lib/contracts/refusal";

/** Answers and closes. A socket that is gone already is left alone. */
export function writeRefusal(socket: Duplex, refusal: Refusal): void {
  if (!socket.writable || socket.destroyed) return void socket.destroy();
  const document = problemDocument(refusal, randomUUID());
  const headers = { ...document.headers, "content-length": String(Buffer.byteLength(document.body)), connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${document.status} ${STATUS_CODES[document.status] ?? ""}\r\n${lines.join("")}\r\n${document.body}`);
}
