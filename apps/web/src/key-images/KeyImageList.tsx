import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keyOf } from '../app/keys.ts';
import { IconButton } from '../app/IconButton.tsx';
import { Failure } from '../registry/parts/Failure.tsx';
import { photographUrl } from '../registry/api/photographs.ts';
import { useKeyImages } from './useKeyImages.ts';
import classes from './KeyImages.module.css';

/** The key images in the report, each with its caption; those of a signed report stay as they are. */
export function KeyImageList({ fixed }: { readonly fixed: boolean }) {
  const { t } = useTranslation();
  const { list, change, remove } = useKeyImages();
  if (list.length === 0) return null;
  return (
    <section aria-label={t('keyImages.title')} data-key-image-list={list.length}>
      <h3 className={classes.title}>{t('keyImages.title')}</h3>
      <Failure error={change.error ?? remove.error} />
      <div className={classes.list}>
        {list.map((image, index) => (
          <figure key={`${image.id} ${image.version}`} className={classes.image} data-key-image={image.id}>
            <img
              src={photographUrl(image)}
              width={image.width}
              height={image.height}
              alt={image.caption || t('keyImages.name', { n: index + 1 })}
            />
            <figcaption className={classes.caption}>
              {fixed ? (
                image.caption
              ) : (
                <>
                  <TextInput
                    size="xs"
                    flex={1}
                    aria-label={t('keyImages.caption', { n: index + 1 })}
                    defaultValue={image.caption}
                    onBlur={({ currentTarget: { value } }) => {
                      if (value.trim() !== image.caption) change.mutate({ image, caption: value.trim() });
                    }}
                    onKeyDown={(event) => {
                      if (keyOf('field', event)?.id === 'done') event.currentTarget.blur();
                    }}
                  />
                  <IconButton
                    label={t('keyImages.remove', { n: index + 1 })}
                    size="sm"
                    onClick={() => remove.mutate(image)}
                  >
                    ✕
                  </IconButton>
                </>
              )}
            </figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}
