// A mail server that keeps everything: what the product sends lands beside the pool's own codes, and nothing leaves the machine.
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { sendMessage } from "../codes/outbox";
import type { Needs } from "../protocol/needs";

const MAIL_BYTES_MAX = 256 * 1024;
const CODE = /(?<![\w-])\d{6}(?![\w-])/;

/** A listener that can be ended. */
export interface MailListener {
  readonly port: number;
  close(): Promise<void>;
}

async function keepMail(needs: Pick<Needs, "store" | "clock">, session: SMTPServerSession, stream: NodeJS.ReadableStream): Promise<void> {
  const parsed = await simpleParser(stream as Parameters<typeof simpleParser>[0]);
  const text = parsed.text ?? "";
  const mail = { poolId: "", kind: "mail", subject: parsed.subject ?? "", text, code: CODE.exec(text)?.[0] ?? "" };
  for (const { address } of session.envelope.rcptTo) sendMessage(needs, { ...mail, to: address });
}

/** Listens on 127.0.0.1 for mail without sign-in or encryption; port 0 picks a free one. Rejects with EADDRINUSE for a busy port. */
export async function receiveMail(needs: Pick<Needs, "store" | "clock">, port: number): Promise<MailListener> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: MAIL_BYTES_MAX,
    logger: false,
    onData: (stream, session, done) => {
      keepMail(needs, session, stream).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error("The mail cannot be read.")),
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      // A client that leaves in the middle of a sentence is no reason to end.
      server.on("error", () => undefined);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
