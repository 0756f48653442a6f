-- +goose Up
-- What is trimmed by its age is found along its age.
CREATE INDEX mail_message_by_end ON mail_message (state, ended_at);
CREATE INDEX reset_code_by_end ON reset_code (expires_at);
