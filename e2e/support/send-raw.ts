// The raw client: one TCP connection, the given bytes, the answer as it came. Every attack suite speaks through it.
import { connect } from "node:net";
import { type RawAnswer, readAnswer } from "./raw-answer";
import { type RawRequest, requestBytes } from "./raw-request";

const ANSWER_TIMEOUT_MS = 15_000;

/** Sends the request to a loopback port, from another loopback address when one is named, and answers what came back. Rejects when nothing complete arrives in time. */
export const sendRaw = (port: number, request: RawRequest, timeoutMs = ANSWER_TIMEOUT_MS, from?: string): Promise<RawAnswer> =>
  sendBytes(port, requestBytes(request), request.method, timeoutMs, from);

/** Sends bytes that need not be HTTP at all. A reset connection counts as silence: the server refused to speak. */
export function sendBytes(port: number, bytes: Buffer, method = "GET", timeoutMs = ANSWER_TIMEOUT_MS, from?: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1", ...(from === undefined ? {} : { localAddress: from }) });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(
        new Error(
          `No complete answer from port ${String(port)} within ${String(timeoutMs)} ms to ${bytes.subarray(0, 80).toString("latin1")}`,
        ),
      );
    }, timeoutMs);
    const finish = (closed: boolean): void => {
      const answer = readAnswer(Buffer.concat(received), { method }, closed);
      if (answer === null) return;
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      received.push(chunk);
      finish(false);
    });
    socket.on("end", () => finish(true));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNREFUSED") return finish(true);
      clearTimeout(timer);
      reject(error);
    });
    socket.on("close", () => finish(true));
  });
}

/** Runs jobs a few at a time, in order of arrival; two cores are shared with the servers under attack. */
export async function inParallel<Job, Outcome>(
  jobs: readonly Job[],
  width: number,
  run: (job: Job, index: number) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < jobs.length) {
      const index = next++;
      outcomes[index] = await run(jobs[index] as Job, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, worker));
  return outcomes;
}
