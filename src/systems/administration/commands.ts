import { html, type Printable } from '#ui';

const COMMAND =
  /^fansipan (?:(?:ledger|import|help) )?[a-z][a-z-]*(?: [a-z-]+\.[a-z-]+| FILE)?(?: --[a-z]+)?/;
/** A document's path or the name of a setting, with the marks around it. */
const NAME = /^([(“]?)(docs\/[a-z/-]+\.md|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|max_[a-z_]+|CLAMAV)([).,;:”]*)$/;

const withNames = (text: string): Printable =>
  text.split(/(\s)/).map(word => {
    const [, before, name, after] = NAME.exec(word) ?? [];
    return name ? html`${before}<code>${name}</code>${after}` : word;
  });

/** A text in which commands, settings and the paths of documents are told from the words around them: they are typed as they stand. */
export const withCommands = (text: string): Printable =>
  text.split(/(?=fansipan )/).map(part => {
    const command = COMMAND.exec(part)?.[0] ?? '';
    return html`${command && html`<code>${command}</code>`}${withNames(part.slice(command.length))}`;
  });
