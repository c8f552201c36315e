import { PHRASE_REQUEST, type PhraseDto } from "@/lib/contracts/security-log";
import { changeOwnPhrase, readOwnPhrase } from "@/lib/server/acts/own-phrase";
import { serve } from "@/lib/server/http/serve";
import { services } from "@/lib/server/services";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/account/phrase", {
  GET: async ({ trader }) => Response.json({ phrase: await readOwnPhrase(trader, services()) } satisfies PhraseDto),
  PUT: async ({ trader, json }) => {
    const { phrase } = await json(PHRASE_REQUEST);
    await changeOwnPhrase(trader, phrase, services());
    return Response.json({ phrase } satisfies PhraseDto);
  },
});
