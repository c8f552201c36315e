// A live run in a suite's hands: the harness, with a control that a real pool allows.
import { readFileSync } from "node:fs";
import { Harness } from "../support/harness";
import type { HarnessFacts } from "../support/harness-facts";
import { LiveControl } from "./live-control";
import { readLiveSettings } from "./live-settings";
import { LIVE_FACTS } from "./live-setup";

/** The harness of a live run. */
export class LiveHarness extends Harness {
  override readonly control: LiveControl;
  readonly mailDomain: string;

  constructor(live = readLiveSettings()) {
    super(JSON.parse(readFileSync(LIVE_FACTS, "utf8")) as HarnessFacts);
    this.control = new LiveControl(this.facts.poolUrl, live);
    this.mailDomain = live.mailDomain;
  }
}
