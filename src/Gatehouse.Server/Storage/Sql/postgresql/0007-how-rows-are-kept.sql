-- Every check, heartbeat and sign-in writes its endpoint's row anew. With room left on its page no index has to be told.
ALTER TABLE endpoints SET (fillfactor = 60);

-- Reports are deflated before they come here, so that compressing them again only costs; and a row of the usual 2 kB stays in one piece.
ALTER TABLE exchanges SET (toast_tuple_target = 4080);
ALTER TABLE exchanges ALTER COLUMN report SET STORAGE EXTERNAL;
