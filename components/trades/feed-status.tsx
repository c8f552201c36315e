import { Pause, Play, Radio } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { StreamState } from "@/lib/client/trade-stream";

interface FeedStatusProps {
  readonly state: StreamState;
  readonly isPaused: boolean;
  readonly waiting: number;
  readonly takenBack: number;
  readonly onPause: (isPaused: boolean) => void;
  readonly onShow: () => void;
}

const WORDS: Readonly<Record<StreamState, string>> = {
  connecting: "Connecting…",
  live: "Live",
  lost: "Not live: the connection was lost. What is missing comes as soon as it is back.",
  away: "Paused while you were away",
};

/** Whether the list goes on by itself, and what waits above it. */
export function FeedStatus({ state, isPaused, waiting, takenBack, onPause, onShow }: FeedStatusProps) {
  const isLive = state === "live" && !isPaused;
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-2 text-13 text-ink-2">
      <p role="status" className={`flex items-center gap-1.5 ${isLive ? "text-up" : state === "lost" ? "text-hold" : ""}`}>
        <Radio size={16} aria-hidden="true" />
        {isPaused && state === "live" ? "Paused" : WORDS[state]}
      </p>
      <Button
        look="quiet"
        small
        onClick={() => {
          onPause(!isPaused);
        }}
      >
        {isPaused ? <Play size={16} aria-hidden="true" /> : <Pause size={16} aria-hidden="true" />}
        {isPaused ? "Resume" : "Pause"}
      </Button>
      {waiting === 0 ? null : (
        <Button look="secondary" small onClick={onShow}>
          Show {waiting} new {waiting === 1 ? "trade" : "trades"}
        </Button>
      )}
      {takenBack === 0 ? null : (
        <p title="The network replaced the block that they stood in.">
          {takenBack} {takenBack === 1 ? "trade was" : "trades were"} taken back by the network
        </p>
      )}
    </div>
  );
}
