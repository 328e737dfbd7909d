import type { Lang, Translations } from '#platform/i18n';

/** A schema of JSON Schema 2020-12, as OpenAPI 3.1 holds it. */
export type ApiSchema = {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly required?: readonly string[];
  readonly items?: ApiSchema;
  readonly [keyword: string]: unknown;
};

type Content = Readonly<Record<string, { readonly schema: ApiSchema }>>;

export type ApiParameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: ApiSchema;
};

export type ApiOperation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  readonly security?: ReadonlyArray<Readonly<Record<string, readonly string[]>>>;
};

/** What of an OpenAPI 3.1 document a page that shows it reads. */
export type ApiDocument = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: ReadonlyArray<{ readonly url: string }>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, ApiSchema>> };
};

const WORDS = new Set(['summary', 'description', 'tags']);

/** A copy in which every text key that stands for words is said in `lang`. */
export function inLanguage<T>(document: T, texts: Translations, lang: Lang): T {
  const t = texts.of(lang);
  const say = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(say);
    return typeof value === 'string' && texts.has(value) ? t(value) : value;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const isWords = WORDS.has(key) && (typeof item === 'string' || key === 'tags');
        return [key, isWords ? say(item) : walk(item)];
      }),
    );
  };
  return walk(document) as T;
}
