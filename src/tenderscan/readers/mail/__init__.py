"""What messages have in common, whatever format they are kept in.

`letter` says what a message is, `body` chooses which of its texts is read, `document` writes it, `names` gives its
attachments names, `pictures` tells scans in the text from logos, `files` hands all of them out, and `rebuild` makes a
file of a message that was not one of its own.

A message as it travels also stands inside Outlook's (signed ones, heads), so what takes it apart is here too: `parse`
makes parts of the bytes, `headers` decodes what stands at a head, `transfer` unpacks contents, `parts` tells texts from
attachments.
"""
