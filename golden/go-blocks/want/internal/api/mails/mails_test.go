package mails

import "testing"

func TestMails(t *testing.T) {
	t.Run("Render", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
