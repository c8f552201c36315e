// Mail by SMTP. Amazon SES is reached at its SMTP endpoint and the test pool at its own, so there is one way out and no second one to go wrong.
import { createTransport } from "nodemailer";
import type { Secret } from "@/lib/settings/secret";
import type { Delivery, Mailer } from "./mailer";

const CONNECT_TIMEOUT_MS = 5_000;
const SILENCE_TIMEOUT_MS = 10_000;

/** A mailer for one address; `url` carries its name and password, `from` is what readers see. */
export function createSmtpMailer(url: Secret, from: string): Mailer {
  const timeouts = {
    ...{ connectionTimeout: CONNECT_TIMEOUT_MS, dnsTimeout: CONNECT_TIMEOUT_MS, greetingTimeout: CONNECT_TIMEOUT_MS },
    socketTimeout: SILENCE_TIMEOUT_MS,
  };
  // Texts are ours, but what they name is not: nothing of it may make the mailer read a file or fetch an address.
  const transport = createTransport({ url: url.reveal(), ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  return {
    deliver: async ({ messageId, ...mail }) => {
      try {
        await transport.sendMail({ ...mail, from, messageId, headers: { "Auto-Submitted": "auto-generated" } });
        return "sent";
      } catch (error) {
        return judgeFailure(error);
      }
    },
  };
}

/** RFC 5321 §4.2.1: a reply of its own to sender, recipient or text is about this mail; everything else is about the service. */
function judgeFailure(error: unknown): Delivery {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "EENVELOPE" || code === "EMESSAGE" ? "refused" : "down";
}
