/** A field that the words of a message name: of the form (`stays[1].from`: of its first item), or what a step has said; `inside`: as inside a
 * sentence (`{{place.commune|thuong}}`: xã Bắc Hà). */
export type SaidField = { path: string; item: number | null; inside: boolean };

/** A stretch of such words. */
export type SaidPiece = string | SaidField;

const FIELD = /^([A-Za-z][A-Za-z0-9]*)(?:\[([1-9])\])?((?:\.[A-Za-z][A-Za-z0-9_-]*)*)(\|thuong)?$/;

/** The words of a message (`fs:says`) in pieces; what stands in braces and is no field is null. */
export const saidPieces = (text: string): Array<SaidPiece | null> =>
  text
    .split(/(\{\{[^{}]*\}\})/)
    .filter(Boolean)
    .map(part => {
      if (!part.startsWith('{{')) return part;
      const [, root = '', item, rest = '', inside] = FIELD.exec(part.slice(2, -2).trim()) ?? [];
      return root
        ? { path: root + rest, item: item ? Number(item) - 1 : null, inside: inside !== undefined }
        : null;
    });
