import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { decisionsPage, ROOT } from '#test/docs';

const LONGEST_README = 25;

const pages = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md', 'deploy/**/*.md'], { cwd: ROOT }).map(
  file => ({
    file,
    text: readFileSync(path.join(ROOT, file), 'utf8'),
  }),
);

/** What `pattern` finds in each page, as `page: what`, where `there` does not know it. */
const missing = (pattern: RegExp, there: (what: string, file: string) => boolean) =>
  pages.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)]
      .map(([, what = '']) => what)
      .filter(what => !there(what, file))
      .map(what => `${file}: ${what}`),
  );

describe('the pages that are read beside the code', () => {
  test('lead somewhere: every link, every path, every command of npm', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    assert.ok(pages.length > 100);
    assert.deepEqual(
      missing(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g, (to, file) =>
        existsSync(path.join(ROOT, path.dirname(file), to)),
      ),
      [],
    );
    assert.deepEqual(
      // A system that a reader is told to make is not there yet; a decision tells of the day it was made.
      missing(
        /`((?:src|test|bench|bin|docs|deploy)\/[^`\s…<{*]+)`/g,
        (named, file) =>
          named.includes('/my-system/') ||
          file.startsWith('docs/decisions/') ||
          existsSync(path.join(ROOT, named)),
      ),
      [],
    );
    assert.deepEqual(
      missing(/npm run (?:-s )?([a-z0-9:-]+)/g, name => name in scripts),
      [],
    );
  });

  test('tell of every engine and system what it is for, in a page that is read in a minute', () => {
    const wrong = ['engines', 'systems'].flatMap(layer =>
      readdirSync(path.join(ROOT, 'src', layer)).flatMap(id => {
        const page = pages.find(p => p.file === `src/${layer}/${id}/README.md`);
        if (!page) return [`${layer}/${id} has no README.md`];
        const lines = page.text.trimEnd().split('\n').length;
        return lines > LONGEST_README ? [`${page.file}: ${lines} lines`] : [];
      }),
    );
    assert.deepEqual(wrong, []);
  });

  test('name files and folders of a module that are in it', () => {
    const within = (file: string) =>
      new Set(
        readdirSync(path.join(ROOT, path.dirname(file)), { recursive: true, encoding: 'utf8' }).flatMap(f =>
          f.split(path.sep).map((_, at, parts) => parts.slice(at).join('/')),
        ),
      );
    const wrong = pages
      .filter(({ file }) => /^src\/(engines|systems)\/[^/]+\/README\.md$/.test(file))
      .flatMap(({ file, text }) => {
        const names = within(file);
        return [...text.matchAll(/`((?:[a-z][\w-]*\/)*[a-z][\w-]*(?:\/|\.(?:ts|js|json|md)))`/g)]
          .map(([, name = '']) => name)
          .filter(name => !names.has(name.replace(/\/$/, '')) && !existsSync(path.join(ROOT, name)))
          .map(name => `${file}: ${name}`);
      });
    assert.deepEqual(wrong, []);
  });

  test('are all found from docs/README.md', () => {
    const index = readFileSync(path.join(ROOT, 'docs/README.md'), 'utf8');
    const named = [...index.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => path.join('docs', to));
    const lost = globSync(['docs/*.{md,txt}', 'docs/operations/*.md'], { cwd: ROOT }).filter(
      file => file !== 'docs/README.md' && !named.includes(file),
    );
    assert.deepEqual(lost, []);
  });

  test('list the decisions, each under a number of its own', () => {
    const files = readdirSync(path.join(ROOT, 'docs/decisions')).filter(f => f !== 'README.md');
    const numbers = files.map(f => f.slice(0, 4));
    assert.deepEqual(
      numbers.filter((n, i) => numbers.indexOf(n) !== i),
      [],
    );
    assert.equal(
      readFileSync(path.join(ROOT, 'docs/decisions/README.md'), 'utf8'),
      decisionsPage(),
      'run "npm run docs"',
    );
  });
});
