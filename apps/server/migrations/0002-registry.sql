-- What a series shows, beyond its role; and the registry: proven diagnoses, readings, cohorts.

alter table series
  add column plane text,
  add column side text,
  -- Why the role was given: codes and parameters of the dicom room.
  add column role_because jsonb not null default '[]';

-- One versioned document each. `key` says which: the case of an outcome, case/reader/round of a reading, the
-- name of a cohort, the content hash of a frozen one.
create table registry_records (
  id uuid primary key,
  kind text not null check (kind in ('outcome', 'reading', 'cohort', 'frozen-cohort')),
  key text not null,
  case_id uuid references cases (id),
  version integer not null check (version >= 1),
  by text not null,
  updated_at timestamptz not null default now(),
  -- Submitted readings and frozen cohorts never change again.
  locked boolean not null default false,
  document jsonb not null,
  unique (kind, key)
);
create index registry_records_by_case on registry_records (case_id, kind);

create table registry_record_versions (
  record_id uuid not null references registry_records (id),
  version integer not null,
  at timestamptz not null default now(),
  by text not null,
  locked boolean not null,
  document jsonb not null,
  primary key (record_id, version)
);
create trigger registry_record_versions_append_only
  before update or delete or truncate on registry_record_versions
  for each statement execute function refuse_rewriting_history();

create function refuse_change_of_locked() returns trigger language plpgsql as $$
begin
  if old.locked then raise exception 'record is locked'; end if;
  return new;
end $$;
create trigger registry_records_locked
  before update or delete on registry_records
  for each row execute function refuse_change_of_locked();
