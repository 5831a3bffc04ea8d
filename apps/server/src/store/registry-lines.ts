import type { Queryable } from './database.ts';

const PAGE = 2_000;

/**
 * Every case as the registry counts it, one line of JSON each: `{id, version, status, sample, facts, outcome}`,
 * without the patient. Read in pages by id, so that a large registry needs no large memory.
 */
export async function* registryLines(db: Queryable): AsyncGenerator<string> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await db.query<{ id: string; line: string }>(
      `select c.id, json_build_object('id', c.id, 'version', c.version, 'status', c.status, 'sample', c.sample,
                'facts', c.document->'facts', 'outcome', o.document)::text as line
         from cases c left join registry_records o on o.kind = 'outcome' and o.key = c.id::text
        where c.id > $1 order by c.id limit ${PAGE}`,
      [after],
    );
    for (const { line } of rows) yield `${line}\n`;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}
