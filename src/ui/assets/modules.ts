import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineAsset } from './asset.ts';

const IMPORT = /(\bfrom |\bimport )'(\.\.?\/[\w./-]+\.js)'/g;

/**
 * Adds a script that imports others by relative names (`from './span.js'`), with all that it imports: each is served under an
 * address of its own that changes with its content, and asks for the others by theirs. No bundler: the browser reads modules.
 * Returns the addresses, what is imported before what imports it, the script itself last.
 * Throws when modules import each other in a circle: neither could be named before the other.
 */
export function defineModules(file: string): string[] {
  const addresses = new Map<string, string>();
  const visit = (at: string, above: readonly string[]): string => {
    const known = addresses.get(at);
    if (known) return known;
    if (above.includes(at))
      throw new Error(`modules in a circle: ${[...above, at].map(f => path.basename(f))}`);
    const text = readFileSync(at, 'utf8').replace(
      IMPORT,
      (_, word: string, name: string) =>
        `${word}'${visit(path.resolve(path.dirname(at), name), [...above, at])}'`,
    );
    const address = defineAsset(path.basename(at), text);
    addresses.set(at, address);
    return address;
  };
  visit(path.resolve(file), []);
  return [...addresses.values()];
}
