-- A case and its outcome that come in together are noted as changed once, not twice.
create or replace function note_outcome_changes() returns trigger language plpgsql as $$
begin
  insert into case_changes
    select distinct case_id, pg_current_xact_id() from changed where kind = 'outcome' and case_id is not null
    on conflict (case_id) do update set tx = excluded.tx where case_changes.tx <> excluded.tx;
  return null;
end $$;
