// Short questions to a template.
import { invariant } from "../invariant";
import type { Resource, Template } from "./synthesise";

/** Every resource of a type, with its logical id. */
export const resourcesOf = (template: Template, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

/** The one resource of a type whose properties contain `named`. Another number of them is a broken test. */
export function theOne(template: Template, type: string, named = ""): Resource {
  const found = resourcesOf(template, type).filter(([id, resource]) => `${id} ${JSON.stringify(resource)}`.includes(named));
  invariant(found.length === 1, `${type} with “${named}” exists once, and not ${String(found.length)} times`);
  return found[0]?.[1] as Resource;
}

/** What stands at a path such as `Policies.PasswordPolicy.MinimumLength`; undefined where nothing does. */
export function at(resource: Resource, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], resource.Properties);
}
