import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const line = (maxLength: number) => Type.String({ maxLength });

/** The largest Word document, in bytes: a draft keeps fifty saves of it. */
export const MOST_WORD_BYTES = 300_000;
const WORD_CHARS = Math.ceil(MOST_WORD_BYTES / 3) * 4;

/** JSON Schema of a result template. */
export const resultTemplateSchema = Type.Object(
  {
    /** What the paper is called: `Giấy phép hoạt động thư viện`. */
    title: line(200),
    /** `own`: its numbers count in a book of the procedure's own; `common`: in that of all notices of results. */
    book: Type.Union([Type.Literal('own'), Type.Literal('common')]),
    /** The form of its numbers, as `numberAs` reads it; number and year where none is said. */
    number: Type.Optional(line(80)),
    /** The name of the document and its abstract, a line each, in the middle of the sheet. */
    heading: Type.Array(line(200), { maxItems: 6 }),
    /** Paragraphs with fields, as `readResultText` reads them. */
    body: line(20_000),
    /** Nơi nhận: who gets a copy, a line each. */
    recipients: Type.Array(line(200), { maxItems: 12 }),
    /** A Word document (.docx) in whose look the result is drawn, in place of heading, body and recipients. */
    document: Type.Optional(
      Type.Object(
        {
          name: line(120),
          base64: Type.String({ maxLength: WORD_CHARS, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

/** A result that staff word themselves: text with fields, laid out as an administrative document. */
export type ResultTemplateDefinition = Static<typeof resultTemplateSchema>;

const validator = Compile(resultTemplateSchema);

/** Whether a value has the shape of a result template. */
export const isResultTemplate = (value: unknown): value is ResultTemplateDefinition => validator.Check(value);
