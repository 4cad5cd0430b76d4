package mailer

import "testing"

func TestMailer(t *testing.T) {
	t.Run("Send", func(t *testing.T) {
		t.Skip("TODO: test it")
	})
}
