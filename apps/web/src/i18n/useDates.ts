import { useMemo } from 'react';
import { useLang } from './useLang.ts';

/** Dates and times as the screen's language writes them. */
export function useDates() {
  const lang = useLang();
  return useMemo(() => {
    const locale = lang === 'zh' ? 'zh-CN' : 'en-GB';
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
    const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
    const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    return {
      /** A DICOM date (YYYYMMDD, PS3.5 6.2); anything else is shown as it is. */
      dicomDate(value: string): string {
        const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
        if (!parts) return value;
        const date = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T00:00:00Z`);
        return Number.isNaN(date.getTime()) ? value : day.format(date);
      },
      moment: (value: string): string => formatted(full, value),
      time: (value: string): string => formatted(clock, value),
    };
  }, [lang]);
}

function formatted(format: Intl.DateTimeFormat, value: string): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : format.format(date);
}
