// The export as a download: written while it is read, and saved by the browser instead of shown.
import "server-only";
import type { ExportKind } from "@/lib/contracts/portfolio-export";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { writeExport } from "./write-export";

/** The trader's file. Its first piece is read before the answer begins, so that an outage is still a refusal and not an empty file. */
export async function exportResponse(trader: Pick<Trader, "sub">, kind: ExportKind): Promise<Response> {
  const { database, clock } = services();
  const pieces = writeExport({ database }, trader.sub, kind);
  const first = await pieces.next();
  const head = first.done === true ? "" : first.value;
  let next = await pieces.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode(head));
    },
    pull: async (controller) => {
      if (next.done === true) {
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(next.value));
      next = await pieces.next();
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
  const day = new Date(clock.nowSeconds() * 1_000).toISOString().slice(0, 10);
  return new Response(body, {
    headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="holdfast-${kind}-${day}.csv"` },
  });
}
