"""What the editor asks the server while somebody writes: speakers, photos, the preview. JSON in and out."""
