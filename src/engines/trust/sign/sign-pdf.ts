import { createHash } from 'node:crypto';
import { localParts } from '#platform/clock';
import {
  type Dict,
  dict,
  flateStream,
  isDict,
  Name,
  nameOf,
  type PdfFile,
  PdfProblem,
  PdfUpdate,
  Ref,
  readPdf,
  readText,
  textString,
  type Value,
  writeValue,
} from '#platform/pdf';
import type { Placed } from '../appearance/appearances.ts';
import { AlreadySigned, PdfUnreadable } from '../errors.ts';
import { type CmsOrder, makeCms } from './cms.ts';

export type PdfSigning = {
  /** Name of the signature's field, e.g. `person`; the reserved one of that name is used where there is one. */
  field: string;
  name: string;
  reason: string;
  location: string;
  /** What the signatory says the time is; a time stamp proves it, where one is made. */
  at: Date;
  /** Where and how it is seen; a signature that is not seen when absent. */
  placed?: Placed;
  /** Fields for signatures that are still to come: so a signature that was cut off is missed. */
  reserve?: readonly string[];
  cms: Omit<CmsOrder, 'digest'>;
};

// A chain of two, 2 KB; a time-stamp token with its own chain, up to 8 KB.
const ROOM = { plain: 5_000, stamped: 14_000 };
const WIDTH = 10;

/** `D:20261118104200+07'00'` (ISO 32000-1, 7.9.4). */
function pdfDate(at: Date): string {
  const p = localParts(at);
  const two = (v: number) => String(v).padStart(2, '0');
  return `D:${p.year}${two(p.month)}${two(p.day)}${two(p.hour)}${two(p.minute)}${two(p.second)}+07'00'`;
}

function signatureDict(signing: PdfSigning, room: number): string {
  const zeros = '0'.repeat(WIDTH);
  return [
    '<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached',
    `/ByteRange [0 ${zeros} ${zeros} ${zeros}]`,
    `/Contents <${'0'.repeat(room * 2)}>`,
    `/Name ${writeValue(textString(signing.name))}`,
    `/Reason ${writeValue(textString(signing.reason))}`,
    `/Location ${writeValue(textString(signing.location))}`,
    `/M (${pdfDate(signing.at)})>>`,
  ].join('');
}

function appearance(update: PdfUpdate, placed: Placed | undefined): Ref {
  const { width, height, content } = placed?.drawing ?? { width: 0, height: 0, content: '' };
  const form = { Type: new Name('XObject'), Subtype: new Name('Form'), BBox: [0, 0, width, height] };
  return update.add(flateStream({ ...form, Resources: dict({}) }, content));
}

/** The field that is also its widget (ISO 32000-1, 12.5.6.19): printed, locked, told aloud by its name. */
function widget(field: string, page: Ref, rect: readonly number[], ap: Ref, label: string): Dict {
  return dict({
    Type: new Name('Annot'),
    Subtype: new Name('Widget'),
    FT: new Name('Sig'),
    T: textString(field),
    TU: textString(label),
    F: 132,
    Rect: [...rect],
    P: page,
    AP: dict({ N: ap }),
  });
}

type Form = { fields: Value[]; write(fields: Value[]): void };

/** The interactive form, made where there is none; written where it lies. */
function openForm(update: PdfUpdate): Form {
  const { file } = update;
  const at = file.root.get('AcroForm');
  const there = file.dict(at);
  return {
    fields: file.list(there?.get('Fields')),
    write: fields => {
      const form = new Map(there ?? []);
      form.set('Fields', fields);
      // Signatures exist; the file may only be appended to (ISO 32000-1, table 219).
      form.set('SigFlags', 3);
      if (at instanceof Ref) update.set(at, form);
      else {
        const root = new Map(file.root);
        root.set('AcroForm', update.add(form));
        update.set(file.rootRef, root);
      }
    },
  };
}

function addAnnotations(update: PdfUpdate, page: { ref: Ref; dict: Dict }, refs: readonly Ref[]): void {
  if (refs.length === 0) return;
  const at = page.dict.get('Annots');
  const annots = [...update.file.list(at), ...refs];
  if (at instanceof Ref) update.set(at, annots);
  else update.set(page.ref, new Map([...page.dict, ['Annots', annots]]));
}

function findField(
  file: PdfFile,
  fields: readonly Value[],
  name: string,
): { ref: Ref; dict: Dict } | undefined {
  for (const ref of fields) {
    const field = file.resolve(ref);
    if (ref instanceof Ref && isDict(field) && readText(field.get('T')) === name) return { ref, dict: field };
  }
  return undefined;
}

/** Writes the update with an empty signature. Returns the bytes and where the signature's dictionary begins. */
function prepare(bytes: Uint8Array, signing: PdfSigning, room: number): { bytes: Buffer; at: number } {
  const file = readPdf(bytes);
  const update = new PdfUpdate(file);
  const form = openForm(update);
  const pages = file.pages();
  const page = pages[signing.placed?.page ?? 0];
  if (!page) throw PdfUnreadable();
  const signature = update.add(signatureDict(signing, room));
  const rect = signing.placed?.rect ?? [0, 0, 0, 0];
  const field = widget(signing.field, page.ref, rect, appearance(update, signing.placed), signing.name);
  field.set('V', signature);
  const added: Ref[] = [];
  const reserved = findField(file, form.fields, signing.field);
  if (reserved) {
    if (reserved.dict.has('V') || nameOf(reserved.dict.get('FT')) !== 'Sig') throw AlreadySigned();
    update.set(reserved.ref, field);
  } else added.push(update.add(field));
  for (const name of signing.reserve ?? [])
    if (name !== signing.field && !findField(file, form.fields, name))
      added.push(update.add(widget(name, page.ref, [0, 0, 0, 0], appearance(update, undefined), name)));
  if (added.length) form.write([...form.fields, ...added]);
  // The reserved field may be on another page than the signature's place, where it is not seen yet.
  const onPage = update.file
    .list(page.dict.get('Annots'))
    .some(a => a instanceof Ref && a.num === reserved?.ref.num);
  addAnnotations(update, page, reserved && !onPage ? [reserved.ref, ...added] : added);
  const { bytes: out, at } = update.finish();
  return { bytes: out, at: at.get(signature.num) ?? 0 };
}

/**
 * Signs a PDF: PAdES B-B, or B-T with a time stamp, in an incremental update, so that earlier signatures stay whole. The
 * signature covers every byte of the new file save itself.
 * Throws PdfUnreadable, AlreadySigned, TimeStampAway, and what the key store throws.
 */
export async function signPdfBytes(bytes: Uint8Array, signing: PdfSigning): Promise<Buffer> {
  const room = signing.cms.timeStamp ? ROOM.stamped : ROOM.plain;
  let prepared: ReturnType<typeof prepare>;
  try {
    prepared = prepare(bytes, signing, room);
  } catch (error) {
    if (error instanceof PdfProblem) throw Object.assign(PdfUnreadable(), { cause: error });
    throw error;
  }
  const out = prepared.bytes;
  const open = out.indexOf('/Contents <', prepared.at) + '/Contents '.length;
  const close = open + room * 2 + 2;
  const range = [open, close, out.length - close].map(v => String(v).padEnd(WIDTH)).join(' ');
  out.write(range, out.indexOf('/ByteRange [0 ', prepared.at) + '/ByteRange [0 '.length, 'latin1');
  const digest = createHash('sha256').update(out.subarray(0, open)).update(out.subarray(close)).digest();
  const cms = await makeCms({ ...signing.cms, digest });
  if (cms.length > room) throw new Error(`a signature of ${cms.length} bytes has no room in ${room}`);
  out.write(cms.toString('hex'), open + 1, 'latin1');
  return out;
}
