import { expect, test } from "vitest";
import { BACKGROUND_HEADER } from "@/lib/server/session/require-trader";
import { BACKGROUND } from "./background";

test("the browser marks its polling by the name that the server looks for", () => {
  expect(BACKGROUND).toEqual({ [BACKGROUND_HEADER]: "1" });
});
