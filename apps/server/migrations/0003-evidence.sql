-- Evidence shared and taken in, remembered mappings of tables, photographs; and what the registry reads again.

alter table registry_records drop constraint registry_records_kind_check;
-- Keys of the new kinds: `own` of the evidence source, the version of an export, source and signer of a bundle, the
-- public key of a signer, a hash of the columns of a mapping, the photograph's id.
alter table registry_records add constraint registry_records_kind_check check (kind in (
  'outcome', 'reading', 'cohort', 'frozen-cohort', 'evidence-source', 'evidence-export', 'evidence-bundle',
  'evidence-signer', 'import-mapping', 'photograph'));

-- Under which identifier a case was imported: the same row is never taken twice.
alter table cases add column pseudonym text unique;

create table photographs (
  id uuid primary key,
  case_id uuid not null references cases (id),
  -- Path below the archive folder.
  file text not null unique,
  type text not null check (type in ('image/jpeg', 'image/png', 'image/tiff')),
  width integer not null,
  height integer not null,
  bytes bigint not null,
  sha256 text not null
);
create index photographs_by_case on photographs (case_id);

-- Which transaction last changed what the registry counts of a case; not part of an export.
create table case_changes (
  case_id uuid primary key references cases (id),
  tx xid8 not null
);
create index case_changes_by_tx on case_changes (tx);
insert into case_changes select id, pg_current_xact_id() from cases;

create function note_case_changes() returns trigger language plpgsql as $$
begin
  insert into case_changes select id, pg_current_xact_id() from changed
    on conflict (case_id) do update set tx = excluded.tx;
  return null;
end $$;
create function note_outcome_changes() returns trigger language plpgsql as $$
begin
  insert into case_changes
    select distinct case_id, pg_current_xact_id() from changed where kind = 'outcome' and case_id is not null
    on conflict (case_id) do update set tx = excluded.tx;
  return null;
end $$;
create trigger cases_inserted after insert on cases
  referencing new table as changed for each statement execute function note_case_changes();
create trigger cases_updated after update on cases
  referencing new table as changed for each statement execute function note_case_changes();
create trigger outcomes_inserted after insert on registry_records
  referencing new table as changed for each statement execute function note_outcome_changes();
create trigger outcomes_updated after update on registry_records
  referencing new table as changed for each statement execute function note_outcome_changes();
