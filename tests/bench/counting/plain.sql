-- The figures of a period, each asked for as somebody would by hand.
SELECT r.form_key, a.question_key, a.kind, a.value, count(*), count(a.sealed)
FROM review v JOIN invitation i ON i.review_ref = v.review_ref JOIN response r ON r.invitation_id = i.id
JOIN answer a ON a.response_id = r.id
WHERE {held} AND r.submitted_at IS NOT NULL AND r.form_key IN {before} GROUP BY 1, 2, 3, 4;
SELECT r.form_key, a.question_key, a.kind, a.value, count(*), count(a.sealed)
FROM response r JOIN answer a ON a.response_id = r.id
WHERE {sent} AND r.form_key NOT IN {before} GROUP BY 1, 2, 3, 4;
SELECT i.form_key, r.channel, count(*)
FROM review v JOIN invitation i ON i.review_ref = v.review_ref JOIN response r ON r.invitation_id = i.id
WHERE {held} AND r.form_key IN {before} GROUP BY 1, 2;
SELECT i.form_key, r.channel, count(*) FROM invitation i JOIN response r ON r.invitation_id = i.id
WHERE {sent} AND r.form_key NOT IN {before} GROUP BY 1, 2;
SELECT i.form_key, count(*) FROM review v JOIN invitation i ON i.review_ref = v.review_ref
WHERE {held} GROUP BY 1;
SELECT form_key, count(*) FROM invitation GROUP BY 1;
SELECT participation_code, count(*) FROM review v WHERE {held} GROUP BY 1;
SELECT review_type, held_on <= due_on, count(*) FROM review v WHERE {held} GROUP BY 1, 2;
SELECT mode, count(*) FROM review v WHERE {held} GROUP BY 1;
SELECT iro_contact, iro_contact_how, iro_contact_alone, count(*) FROM review v WHERE {held} GROUP BY 1, 2, 3;
SELECT parent_invited, parent_attended, parent_consulted, carer_attended, count(*)
FROM review v WHERE {held} GROUP BY 1, 2, 3, 4;
SELECT co_chaired, participation_code, count(*) FROM review v WHERE {held} GROUP BY 1, 2;
SELECT participation_code, reason_not_attending, reason_no_views, child_reason, count(*)
FROM review v WHERE {held} GROUP BY 1, 2, 3, 4;
SELECT n, k, count(*) FROM (
    SELECT child_ref, count(*) AS n,
        sum(CASE WHEN participation_code IN ('PN1', 'PN2', 'PN3', 'PN5', 'PN6') THEN 1 ELSE 0 END) AS k
    FROM review v WHERE {held} GROUP BY 1
) AS c GROUP BY 1, 2;
SELECT a.question_key, a.value, v.child_joined, v.participation_code, count(*)
FROM review v JOIN invitation i ON i.review_ref = v.review_ref JOIN response r ON r.invitation_id = i.id
JOIN answer a ON a.response_id = r.id AND a.question_key IN ('how_join', 'could_see', 'want_help')
WHERE {held} AND r.form_key IN {before} GROUP BY 1, 2, 3, 4;
SELECT count(*) FROM review WHERE due_on BETWEEN {days};
SELECT outcome, views_recorded, count(*) FROM visit WHERE visited_on BETWEEN {days} GROUP BY 1, 2;
SELECT meeting_kind, count(*) FROM review v WHERE held_on BETWEEN {days} GROUP BY 1;
SELECT participation_code, CAST(replace(CAST(held_on AS text), '-', '') AS integer)
    - CAST(replace(CAST(date_of_birth AS text), '-', '') AS integer) < 40000, count(*)
FROM review v JOIN child c ON c.child_ref = v.child_ref WHERE {held} GROUP BY 1, 2;
SELECT audience, participation_code, carer_attended, count(*) FROM (
    SELECT DISTINCT r.audience, v.review_ref, v.participation_code, v.carer_attended
    FROM review v JOIN invitation i ON i.review_ref = v.review_ref JOIN response r ON r.invitation_id = i.id
    WHERE {held} AND r.submitted_at IS NOT NULL AND r.form_key IN {before}
) AS s GROUP BY 1, 2, 3;
SELECT count(DISTINCT v.review_ref)
FROM review v JOIN visit t ON t.child_ref = v.child_ref AND t.visited_on < v.held_on
WHERE {held} AND t.outcome = 'done' AND t.views_recorded AND t.visited_on >= (
    SELECT max(held_on) FROM review p WHERE p.child_ref = v.child_ref AND p.held_on < v.held_on
);
