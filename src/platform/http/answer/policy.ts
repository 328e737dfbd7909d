import { LOADER_HASH } from './loader.ts';

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
export const permissionsOf = (html: string): string =>
  `camera=(${/\sdata-camera[\s>]/.test(html) ? 'self' : ''}),microphone=(),geolocation=()`;

const headerOf = (directives: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`)} ${sources.join(' ')}`)
    .join(';');

const FOR_PLAIN = headerOf(FOR_ALL);

// By expressions that end in a choice, which are compiled and look at every seventh character: one for a word alone is looked for from `<` to `<`,
// as `includes` does, which takes ten times as long where `<` is everywhere.
const SCRIPT = /<script[\s/>]/;
const SCRIPT_OR_FRAME = /<(?:script|iframe)[\s/>]/;
const FRAME = /<iframe[\s/>]/;

/** What is said of a page: its policy, undefined where the server's own holds; and whether it brings a script. */
export type PagePolicy = { policy: string | undefined; script: boolean };

const PLAIN: PagePolicy = { policy: FOR_PLAIN, script: false };

/**
 * The policy of a page that brings no script, which lets none run, not even one that somebody got into it by another
 * way; none of its own for a page that has one, for which the server's holds. A page with frames may show pages of ours in
 * them, and only one that is `framed` may stand in such a frame.
 */
export function policyOf(html: string, framed: boolean): PagePolicy {
  // Most pages: they are read through once.
  if (!framed && !SCRIPT_OR_FRAME.test(html)) return PLAIN;
  const script = SCRIPT.test(html);
  const frames = FRAME.test(html);
  if (script && !frames && !framed) return { policy: undefined, script };
  const policy = headerOf({
    ...(script ? WITH_SCRIPT : FOR_ALL),
    ...(frames ? { frameSrc: ["'self'"] } : {}),
    ...(framed ? { frameAncestors: ["'self'"] } : {}),
  });
  return { policy, script };
}
