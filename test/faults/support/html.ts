/** A field as a browser would send it. */
export type Field = { name: string; value: string };

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const decode = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)"|(?=[\\s>/]))`).exec(tag);
  return found ? decode(found[1] ?? '') : undefined;
};

/** The markup of the form on a page that posts to `action`; one without an action posts to the page's own address. */
export function findForm(html: string, action: string, path: string): string | undefined {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)]
    .map(([form]) => form)
    .find(form => (attribute(form.slice(0, form.indexOf('>') + 1), 'action') ?? path) === action);
}

/** What a browser sends of a form that nobody has touched (HTML standard, 4.10.22.4; without buttons and files). */
export function fieldsOf(form: string): Field[] {
  const fields: Field[] = [];
  const parts = form.matchAll(
    /<input\b[^>]*>|<textarea\b[^>]*>([\s\S]*?)<\/textarea>|<select\b[^>]*>([\s\S]*?)<\/select>/g,
  );
  for (const [part, text, options] of parts) {
    const tag = part.slice(0, part.indexOf('>') + 1);
    const name = attribute(tag, 'name');
    if (!name || attribute(tag, 'disabled') !== undefined) continue;
    if (text !== undefined) fields.push({ name, value: decode(text.replace(/^\n/, '')) });
    else if (options !== undefined) {
      const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
      const chosen = all.find(option => attribute(option, 'selected') !== undefined) ?? all[0];
      if (chosen) fields.push({ name, value: attribute(chosen, 'value') ?? '' });
    } else {
      const type = attribute(tag, 'type');
      if (type === 'file' || type === 'submit') continue;
      if ((type === 'radio' || type === 'checkbox') && attribute(tag, 'checked') === undefined) continue;
      fields.push({ name, value: attribute(tag, 'value') ?? (type === 'checkbox' ? 'on' : '') });
    }
  }
  return fields;
}

/** The fields of a page that take files. */
export const fileFieldsOf = (html: string): string[] =>
  [...html.matchAll(/<input\b[^>]*type="file"[^>]*>/g)].map(([tag]) => attribute(tag, 'name') ?? '');
