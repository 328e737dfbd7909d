import { html, type Printable } from '#ui';

const TYPED =
  /(\bfansipan (?:(?:ledger|import|help) )?[a-z][a-z-]*(?: [a-z-]{1,60}\.[a-z-]+| FILE)?(?: --[a-z]+)?|\bdocs\/[a-z/-]+\.md|\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+|\bmax_[a-z_]+(?: = \d)?)/;

/** A text in which commands, settings and the paths of documents are told from the words around them: they are typed as they stand. */
export const withCommands = (text: string): Printable =>
  text.split(TYPED).map((part, i) => (i % 2 ? html`<code>${part}</code>` : part));
