import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const text = Type.Union([Type.String(), Type.Null()]);
const number = Type.Union([Type.Number(), Type.Null()]);

// One line of the national list as it is published: optional where real lines leave it out.
const line = Type.Object({
  code: Type.String(),
  name: Type.String(),
  field: Type.String(),
  level: Type.String(),
  ministry: Type.Optional(text),
  subject: Type.Optional(text),
  type: Type.Optional(text),
  decision: Type.Optional(text),
  url: Type.Optional(text),
  channels: Type.Array(
    Type.Object({ channel: Type.String(), n: number, unit: text, fee: Type.Optional(text) }),
    { maxItems: 200 },
  ),
  docs: Type.Optional(
    Type.Array(
      Type.Object({ name: Type.String(), orig: Type.Optional(number), copy: Type.Optional(number) }),
      { maxItems: 1000 },
    ),
  ),
  doc_notes: Type.Optional(Type.Array(Type.String())),
  agency: Type.Optional(text),
  result: Type.Optional(text),
  result_code: Type.Optional(text),
  legal: Type.Optional(Type.Array(Type.String())),
});
export type SourceLine = Static<typeof line>;

const validator = Compile(line);

/** Where a line is not of the shape: `/code`, `/channels/0/n`; for what is missing, the place where it should be. */
function placeOf(error: { instancePath: string; params?: unknown } | undefined): string {
  const { instancePath = '', params } = error ?? {};
  const [missing] = (params as { requiredProperties?: string[] } | undefined)?.requiredProperties ?? [];
  return (missing === undefined ? instancePath : `${instancePath}/${missing}`) || '/';
}

/** A line as JSON of the published shape, or why it is none. */
export function readSourceLine(
  raw: string,
): SourceLine | { reason: 'not-json' | 'shape' | 'nul'; detail: string } {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return { reason: 'not-json', detail: raw.trim().slice(0, 40) };
  }
  if (!validator.Check(value)) {
    const [first] = validator.Errors(value);
    return { reason: 'shape', detail: placeOf(first) };
  }
  // PostgreSQL keeps no U+0000 in text.
  if (raw.includes('\\u0000')) return { reason: 'nul', detail: '' };
  return value;
}
