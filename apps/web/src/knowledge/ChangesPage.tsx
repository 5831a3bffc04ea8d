import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { diagnosisName, loadRelease, variableLabel, type UnitChanges } from '@calx/knowledge';
import { languageOf } from '../i18n/languageOf.ts';
import { useLang } from '../i18n/useLang.ts';
import classes from './Knowledge.module.css';

const KINDS = ['diseases', 'findings', 'sources', 'rules'] as const;
type Kind = (typeof KINDS)[number];

/** What this release of the knowledge changed against the one before. */
export function ChangesPage() {
  const { t } = useTranslation();
  const { version, changes } = loadRelease();
  return (
    <article>
      <h2>{t('knowledge.changes.title', { version })}</h2>
      {!changes && <p>{t('knowledge.changes.first')}</p>}
      {changes && (
        <>
          <p className={classes.dim}>
            {t('knowledge.changes.since', { ...changes.since, hash: changes.since.hash.slice(0, 12) })}
          </p>
          {KINDS.map((kind) => (
            <section key={kind} data-changes={kind}>
              <h3>{t(`knowledge.changes.kinds.${kind}`)}</h3>
              <Changes kind={kind} changes={changes[kind]} />
            </section>
          ))}
        </>
      )}
    </article>
  );
}

function Changes({ kind, changes }: { readonly kind: Kind; readonly changes: UnitChanges }) {
  const { t } = useTranslation();
  const { added, changed, removed } = changes;
  const groups = (
    [
      ['added', added.map((id) => ({ id, what: [] }))],
      ['changed', changed],
      ['removed', removed.map((id) => ({ id, what: [] }))],
    ] as const
  ).filter(([, units]) => units.length > 0);
  if (groups.length === 0) return <p>{t('knowledge.changes.nothing')}</p>;
  return groups.map(([group, units]) => (
    <div key={group} className={classes.changes}>
      <strong>
        {t(`knowledge.changes.${group}`)} ({units.length})
      </strong>
      <ul>
        {units.map(({ id, what }) => (
          <li key={id}>
            <Unit kind={kind} id={id} there={group !== 'removed'} />
            {what.length > 0 && (
              <span className={classes.dim}>
                {' '}
                {what.map((part) => t(`knowledge.changes.parts.${part}`)).join(' · ')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** The name of a changed unit, linked to its page where it has one. */
function Unit({ kind, id, there }: { readonly kind: Kind; readonly id: string; readonly there: boolean }) {
  const lang = useLang();
  const ruleName = useRuleName();
  const release = loadRelease();
  if (kind === 'rules') return ruleName(id);
  if (!there) return <code>{id}</code>;
  const citation = release.sources[id]?.citation;
  const name =
    kind === 'diseases'
      ? diagnosisName(release, id)[lang]
      : kind === 'findings'
        ? variableLabel(release, id)[lang]
        : (citation ?? id);
  return (
    <Link to={`/knowledge/${kind}/${id}`} {...(kind === 'sources' && { lang: languageOf(name) })}>
      {name}
    </Link>
  );
}

/** The name of a file of rules: of a variable's background and a pack's priors by what they are about. */
function useRuleName(): (id: string) => string {
  const { t } = useTranslation();
  const lang = useLang();
  const release = loadRelease();
  return (id) => {
    const [section = '', file = ''] = id.split('/');
    const pack = release.packs[file]?.name[lang] ?? file;
    if (section === 'background')
      return t('knowledge.changes.background', { finding: variableLabel(release, file)[lang] });
    if (section === 'priors') return t('knowledge.changes.prior', { pack });
    if (section === 'packs') return t('knowledge.changes.pack', { pack });
    return t(`knowledge.changes.rules.${id.replace('/', '.')}`, { defaultValue: id });
  };
}
