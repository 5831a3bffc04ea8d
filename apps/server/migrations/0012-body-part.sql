-- What part of the body a film shows: the usual protocol asks for other films of a limb than of the pelvis.
alter table series add column body_part text;
