import * as asn1js from 'asn1js';

/** The bytes as an `ArrayBuffer` of their own: what the ASN.1 library takes. */
export const view = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

export type Block = asn1js.BaseBlock;
export const der = (block: { toBER(): ArrayBuffer }): Buffer => Buffer.from(block.toBER());
export const seq = (...value: Block[]) => new asn1js.Sequence({ value });
export const set = (...value: Block[]) => new asn1js.Set({ value });
export const oid = (value: string) => new asn1js.ObjectIdentifier({ value });
export const octets = (bytes: Uint8Array) => new asn1js.OctetString({ valueHex: view(bytes) });
export const bits = (bytes: Uint8Array) => new asn1js.BitString({ valueHex: view(bytes) });
export const integer = (value: number) => new asn1js.Integer({ value });
export const bigInteger = (bytes: Uint8Array) => new asn1js.Integer({ valueHex: view(bytes) });
/** `[n]` around other blocks. */
export const context = (tagNumber: number, ...value: Block[]) =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
/** `[n]` in place of a type, with its bytes. */
export const implicit = (tagNumber: number, bytes: Uint8Array) =>
  new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex: view(bytes) });

/** A piece of DER that exists already. Throws when it is none. */
export function parsed(bytes: Uint8Array): Block {
  const { result, offset } = asn1js.fromBER(view(bytes));
  if (offset === -1) throw new Error('DER expected');
  return result;
}

/** A piece of DER that goes out as it came: it is not taken apart only to be put together again. */
class Ready extends asn1js.BaseBlock {
  readonly #bytes: ArrayBuffer;
  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = view(bytes);
  }
  override toBER(_sizeOnly?: boolean, writer?: asn1js.ViewWriter): ArrayBuffer {
    if (!writer) return this.#bytes;
    writer.write(this.#bytes);
    return new ArrayBuffer(0);
  }
}

/** A piece of DER that is known to be one. */
export const ready = (bytes: Uint8Array): Block => new Ready(bytes);

/** DER of a SET OF: sorted by encoding (X.690, 11.6), or a verifier that encodes again gets other bytes. */
export const sorted = (blocks: readonly Block[]): Block[] =>
  blocks.toSorted((a, b) => Buffer.compare(der(a), der(b)));
