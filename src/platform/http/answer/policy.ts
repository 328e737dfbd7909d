import { LOADER_HASH } from './loader.ts';
import type { Needs } from './needs.ts';

// What a page may load and where its forms may go (Content Security Policy 3). Nothing is run, framed or sent elsewhere.
const FOR_ALL = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The policy of pages that bring a script of ours. */
export const WITH_SCRIPT = {
  ...FOR_ALL,
  imgSrc: ["'self'", 'data:', 'blob:'],
  scriptSrc: ["'self'", LOADER_HASH],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  workerSrc: ["'self'"],
  manifestSrc: ["'self'"],
};

/** What a page may ask of the device (Permissions Policy): the camera where a code is to be read, else nothing. */
export const permissionsOf = ({ camera }: Pick<Needs, 'camera'>): string =>
  `camera=(${camera ? 'self' : ''}),microphone=(),geolocation=()`;

const headerOf = (directives: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`)} ${sources.join(' ')}`)
    .join(';');

const FOR_PLAIN = headerOf(FOR_ALL);

/**
 * The policy of a page that brings no script, which lets none run, not even one that somebody got into it by another
 * way; undefined for a page that has one, for which the server's holds. A page with frames may show pages of ours in
 * them, and only one that is `framed` may stand in such a frame.
 */
export function policyOf(
  { script, frame }: Pick<Needs, 'script' | 'frame'>,
  framed: boolean,
): string | undefined {
  if (!frame && !framed) return script ? undefined : FOR_PLAIN;
  return headerOf({
    ...(script ? WITH_SCRIPT : FOR_ALL),
    ...(frame ? { frameSrc: ["'self'"] } : {}),
    ...(framed ? { frameAncestors: ["'self'"] } : {}),
  });
}
