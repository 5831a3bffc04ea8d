import { useState } from 'react';
import { Link, Outlet } from 'react-router';
import { useTranslation } from 'react-i18next';
import { ReaderName } from '../registry/me/ReaderName.tsx';
import { useKeys } from './useKeys.ts';
import { useStrayDrops } from './useStrayDrops.ts';
import { HeaderSlot } from './HeaderSlot.tsx';
import { KeyboardCard } from './KeyboardCard.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { IconButton } from './IconButton.tsx';
import classes from './Frame.module.css';

/** The line above everything: where one is, the language, the theme and the keys; in a narrow window it is two or three. */
export function Frame() {
  const { t } = useTranslation();
  const [keysOpen, setKeysOpen] = useState(false);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useKeys({ card: () => setKeysOpen(true) });
  useStrayDrops();
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        {t('frame.skip')}
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand}>
          Calx
        </Link>
        <nav className={classes.nav} aria-label={t('frame.navigation')}>
          <Link to="/">{t('frame.worklist')}</Link>
          <Link to="/knowledge">{t('frame.knowledge')}</Link>
          <Link to="/registry">{t('registry-pages:title')}</Link>
        </nav>
        <div ref={setSlot} className={classes.slot} />
        <div className={classes.controls}>
          <span className={classes.notDevice}>{t('frame.notDevice')}</span>
          <ReaderName />
          <LanguageSwitch />
          <ThemeSwitch />
          <IconButton label={t('keys.title')} onClick={() => setKeysOpen(true)}>
            ?
          </IconButton>
        </div>
      </header>
      <HeaderSlot.Provider value={slot}>
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
      </HeaderSlot.Provider>
      <KeyboardCard opened={keysOpen} onClose={() => setKeysOpen(false)} />
    </div>
  );
}
