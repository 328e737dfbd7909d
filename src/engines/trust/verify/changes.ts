import { type Dict, isDict, nameOf, type PdfFile, Ref, Stream, type Value } from '#platform/pdf';
import { sameExcept, sameValue } from './same-value.ts';

/** A seal may cover a part of a page; an image over all of it would be another document. */
const MAX_SHARE = 0.25;

function area(value: Value | undefined): number {
  const [x1, y1, x2, y2] = Array.isArray(value) ? value : [];
  if (![x1, y1, x2, y2].every(n => typeof n === 'number')) return Number.POSITIVE_INFINITY;
  return Math.abs(((x2 as number) - (x1 as number)) * ((y2 as number) - (y1 as number)));
}

function mediaBox(file: PdfFile, page: Dict): Value {
  for (let d: Dict | undefined = page, i = 0; d && i < 32; d = file.dict(d.get('Parent')), i++) {
    const box = file.resolve(d.get('MediaBox'));
    if (box !== null) return box;
  }
  return null;
}

/** Whether what was added to a page is nothing but the image of a signature, of modest size. */
function isSignatureWidget(file: PdfFile, value: Value, page: Dict): boolean {
  const dict = file.dict(value);
  if (!dict || nameOf(dict.get('Subtype')) !== 'Widget' || nameOf(dict.get('FT')) !== 'Sig') return false;
  if (dict.has('A') || dict.has('AA')) return false;
  return area(file.resolve(dict.get('Rect'))) <= area(mediaBox(file, page)) * MAX_SHARE;
}

/** The list `next` begins with all of `before`; what it adds. Undefined when something was taken away or moved. */
function added(before: readonly Value[], next: readonly Value[]): Value[] | undefined {
  return before.every((v, i) => sameValue(v, next[i])) ? next.slice(before.length) : undefined;
}

/** The same object in both: at the same place of the file, or written again without a change. */
function untouched(before: PdfFile, next: PdfFile, num: number): boolean {
  const [a, b] = [before.entry(num), next.entry(num)];
  if (a && b && 'at' in a && 'at' in b && a.at === b.at && a.gen === b.gen) return true;
  if (a && b && 'free' in a && 'free' in b) return true;
  return sameValue(before.object(num), next.object(num));
}

/** Numbers of the objects that an update changes or takes away, and of those it adds. */
function touched(before: PdfFile, next: PdfFile): { changed: number[]; new: number[] } {
  const result = { changed: [] as number[], new: [] as number[] };
  const nums = new Set([...before.xref.entries.keys(), ...next.xref.entries.keys()]);
  for (const num of nums) {
    const old = before.entry(num);
    if (!old || 'free' in old) {
      if (next.entry(num) && next.object(num) !== null) result.new.push(num);
    } else if (!untouched(before, next, num)) result.changed.push(num);
  }
  return result;
}

type Allowance = (num: number, a: Value, b: Value) => boolean;

/** What adding a signature may do to an object that was there: see `onlySignaturesAdded`. */
function allowance(before: PdfFile, next: PdfFile): Allowance {
  const formAt = before.root.get('AcroForm');
  const pages = new Map(before.pages().map(p => [p.ref.num, p.dict]));
  const lists = new Map<number, Dict>();
  for (const page of pages.values()) {
    const at = page.get('Annots');
    if (at instanceof Ref) lists.set(at.num, page);
  }
  const annotations = (a: Value, b: Value, page: Dict) =>
    added(Array.isArray(a) ? a : [], Array.isArray(b) ? b : [])?.every(v =>
      isSignatureWidget(next, v, page),
    ) ?? false;
  const form = (a: Dict | undefined, b: Dict | undefined) => {
    if (!b) return !a;
    // Fonts for fields to come, where there were none: signing programs add them; nothing that is seen needs them.
    const fonts = ['DA', 'DR'].filter(key => !a?.has(key));
    if (!sameExcept(a ?? new Map(), b, ['Fields', 'SigFlags', ...fonts])) return false;
    const more = added(before.list(a?.get('Fields')), next.list(b.get('Fields')));
    return more?.every(v => nameOf(next.dict(v)?.get('FT')) === 'Sig') ?? false;
  };
  return (num, a, b) => {
    if (!isDict(a) || !isDict(b)) return lists.has(num) && annotations(a, b, lists.get(num) as Dict);
    if (num === before.rootRef.num) {
      const same = sameExcept(a, b, ['AcroForm', 'DSS', 'Extensions']);
      const at = b.get('AcroForm');
      const kept = formAt instanceof Ref && at instanceof Ref && formAt.num === at.num;
      return same && (kept || form(before.dict(formAt), next.dict(at)));
    }
    if (formAt instanceof Ref && num === formAt.num) return form(a, b);
    const page = pages.get(num);
    if (page)
      return (
        sameExcept(a, b, ['Annots']) &&
        annotations(before.resolve(a.get('Annots')), next.resolve(b.get('Annots')), page)
      );
    // A field that was reserved for a signature has got one.
    return (
      nameOf(a.get('FT')) === 'Sig' &&
      !a.has('V') &&
      sameExcept(a, b, ['V', 'AP', 'Rect', 'TU', 'F', 'P', 'Lock']) &&
      b.has('V') &&
      [...pages.values()].some(p => isSignatureWidget(next, b, p))
    );
  };
}

/**
 * Whether an update did nothing but add signatures: fields for them, their images on a page, a form to hold them, the
 * data for checking them later. Everything that a reader saw before is the same object in the same place. This is what
 * finds the incremental-saving and shadow attacks, also by someone whose own signature is good.
 */
export function onlySignaturesAdded(before: PdfFile, next: PdfFile): boolean {
  const root = next.xref.trailer.get('Root');
  if (!(root instanceof Ref) || root.num !== before.rootRef.num) return false;
  const allowed = allowance(before, next);
  return touched(before, next).changed.every(num => allowed(num, before.object(num), next.object(num)));
}

/**
 * Whether an update after the last signature only adds data for checking it later (DSS, ETSI EN 319 142-1, 5.4): the
 * catalogue gets that one entry, and every new object belongs to it.
 */
export function onlyValidationDataAdded(before: PdfFile, next: PdfFile): boolean {
  const dss = next.root.get('DSS');
  const root = next.xref.trailer.get('Root');
  if (dss === undefined || !(root instanceof Ref) || root.num !== before.rootRef.num) return false;
  const { changed, new: fresh } = touched(before, next);
  if (!changed.every(num => num === before.rootRef.num)) return false;
  if (!sameExcept(before.root, next.root, ['DSS', 'Extensions'])) return false;
  const reached = new Set<number>();
  const walk = (value: Value, depth: number) => {
    if (depth > 32 || reached.size > 10_000) return;
    if (value instanceof Ref) {
      if (reached.has(value.num)) return;
      reached.add(value.num);
      walk(next.resolve(value), depth + 1);
    } else if (value instanceof Stream) walk(value.dict, depth + 1);
    else if (isDict(value)) for (const v of value.values()) walk(v, depth + 1);
    else if (Array.isArray(value)) for (const v of value) walk(v, depth + 1);
  };
  walk(dss, 0);
  const structural = (num: number) => {
    const object = next.object(num);
    const type = object instanceof Stream ? nameOf(object.dict.get('Type')) : undefined;
    return type === 'XRef' || type === 'ObjStm';
  };
  return fresh.every(num => reached.has(num) || structural(num));
}
