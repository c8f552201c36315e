// Question strings are input like bodies: judged by a schema, refused with one code, never a surprise further in.
import "server-only";
import type * as z from "zod";
import { RefusalError } from "./refusal-error";

/** The question of `request` as `schema` reads it. Throws RefusalError `invalid_request` for a name given twice, an unknown name or a bad value. */
export function readQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.infer<Schema> {
  const { searchParams } = new URL(request.url);
  const isTwice = [...searchParams.keys()].some((name) => searchParams.getAll(name).length > 1);
  const read = schema.safeParse(Object.fromEntries(searchParams));
  if (isTwice || !read.success) throw new RefusalError({ code: "invalid_request", detail: "This question has parts that cannot be read." });
  return read.data;
}
