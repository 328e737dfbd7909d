/** A form on a page, as a browser would send it: `texts` are the fields that people type into, each with the example that stands beside it. */
export type FormOnPage = {
  action: string;
  fields: ReadonlyMap<string, readonly string[]>;
  texts: ReadonlyMap<string, string>;
  buttons: ReadonlyArray<readonly [name: string, value: string]>;
  multipart: boolean;
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What an attribute or a text says once a browser has read it. */
export const readMarkup = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : readMarkup(found);
};

/** The example of the hint that belongs to a field. */
function exampleOf(body: string, id: string): string {
  const [, hint = ''] = body.split(`id="${id}-h">`, 2);
  return /[Vv]í dụ:? ([^;<]*?)(?:\. |\.$|$| hoặc )/.exec(readMarkup(hint.split('<')[0] ?? ''))?.[1] ?? '';
}

type Reading = { fields: Map<string, string[]>; texts: Map<string, string> };

function readInputs(body: string, { fields, texts }: Reading): void {
  for (const [tag] of body.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const [type, value] = [attribute(tag, 'type') ?? 'text', attribute(tag, 'value') ?? ''];
    if (!name || type === 'file') continue;
    if (type === 'radio' && fields.has(name) && !/\schecked/.test(tag)) continue;
    // Everything that can be ticked is.
    const several = type === 'checkbox' || type === 'hidden' ? (fields.get(name) ?? []) : [];
    fields.set(name, [...several, value]);
    if (!/^(hidden|checkbox|radio)$/.test(type))
      texts.set(name, exampleOf(body, attribute(tag, 'id') ?? 'none'));
  }
}

function readOthers(body: string, { fields, texts }: Reading): void {
  for (const [, head = '', text = ''] of body.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(head, 'name') ?? '';
    texts.set(name, '');
    fields.set(name, [readMarkup(text)]);
  }
  for (const [, head = '', options = ''] of body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([tag]) => tag);
    const chosen = all.find(tag => /\sselected/.test(tag)) ?? all.find(tag => attribute(tag, 'value'));
    fields.set(attribute(head, 'name') ?? '', [attribute(chosen ?? '', 'value') ?? '']);
  }
}

/** The forms of a page that change something. `at`: its address, where a form names none. */
export function formsOn(page: string, at: string): FormOnPage[] {
  const forms = [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
  return forms
    .filter(([, head = '']) => head.includes('method="post"'))
    .map(([, head = '', body = '']) => {
      const reading: Reading = { fields: new Map(), texts: new Map() };
      readInputs(body, reading);
      readOthers(body, reading);
      const buttons = [...body.matchAll(/<button\b([^>]*)>/g)].flatMap(([, tag = '']) => {
        const name = attribute(tag, 'name');
        return name ? [[name, attribute(tag, 'value') ?? ''] as const] : [];
      });
      return {
        ...reading,
        buttons,
        action: attribute(` ${head}`, 'action') ?? at,
        multipart: head.includes('multipart/form-data'),
      };
    });
}
